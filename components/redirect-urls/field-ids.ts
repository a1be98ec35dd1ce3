/** The id of a row's field, by its place in the list that is sent. Error summaries link to it. */
export const redirectUrlId = (index: number) => `redirect_urls.${index}`;

export const hintId = "redirect_urls-hint";
