"use client";

import "@/app/globals.css";

/** Stands in for the root layout when that fails, so it uses nothing of it. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body className="p-8">
        <title>Latchkey</title>
        <h1 className="text-xl font-semibold">The console failed</h1>
        <p className="mt-2">
          Nothing was changed by showing this page. Reload it; if it stays, tell whoever runs this console.
        </p>
      </body>
    </html>
  );
}
