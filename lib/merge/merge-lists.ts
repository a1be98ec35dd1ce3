/**
 * Merges two changed versions of an ordered list of unique strings.
 *
 * - An item that either side removed is gone: a removal wins over keeping and over moving.
 * - An item that either side added is there, once. An item that both removed comes back only if it is added again
 *   on top of the merged list; the merge itself brings nothing back.
 * - The order is that of `theirs` with the additions of `mine` woven in, because theirs is what is stored. When only
 *   `mine` moved items, it is the order of `mine` with their additions woven in. When both did, theirs counts.
 *
 * So `mine = base` gives `theirs`, `theirs = base` gives `mine`, and swapping the sides changes the order at most.
 */
export function mergeLists(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): string[] {
  const mineLeads = isReordered(base, mine) && !isReordered(base, theirs);
  return mineLeads ? weave(base, mine, theirs) : weave(base, theirs, mine);
}

/** Whether the items that both lists hold stand in another order. */
export function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const inAfter = new Set(after);
  const inBefore = new Set(before);
  const keptBefore = before.filter((item) => inAfter.has(item));
  const keptAfter = after.filter((item) => inBefore.has(item));
  return keptBefore.some((item, index) => item !== keptAfter[index]);
}

/** `leading` without what `other` removed, and with what `other` added. */
function weave(base: readonly string[], leading: readonly string[], other: readonly string[]): string[] {
  const inBase = new Set(base);
  const inOther = new Set(other);
  const result = leading.filter((item) => !inBase.has(item) || inOther.has(item));
  const here = new Set(result);
  const removed = new Set(base.filter((item) => !here.has(item)));
  const woven = new Set<string>();
  // The place after the last item of `other` that is in the result: an addition follows its neighbour.
  let place = 0;
  for (const item of other) {
    if (removed.has(item)) continue;
    if (here.has(item)) {
      place = result.indexOf(item) + 1;
      continue;
    }
    // What the leading side added at the same spot comes first.
    while (place < result.length && isAddition(result[place], inBase, woven)) place += 1;
    result.splice(place, 0, item);
    place += 1;
    here.add(item);
    woven.add(item);
  }
  return result;
}

function isAddition(
  item: string | undefined,
  inBase: ReadonlySet<string>,
  woven: ReadonlySet<string>,
): boolean {
  return item !== undefined && !inBase.has(item) && !woven.has(item);
}
