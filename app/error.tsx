"use client";

import { PlainFrame } from "@/components/frame/plain-frame";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: Props) {
  return (
    <PlainFrame>
      <PageHeader
        title="This page failed"
        description="Nothing was changed by showing it. Try again; if it stays, give the reference to whoever runs this console."
      />
      {error.digest && (
        <p className="mb-4 text-sm text-muted">
          Reference <span className="font-mono select-all">{error.digest}</span>
        </p>
      )}
      <div className="flex gap-2">
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
        <ButtonLink href="/">Go to the start page</ButtonLink>
      </div>
    </PlainFrame>
  );
}
