import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { StatusNote } from "@/components/ui/status-note";
import { paths } from "@/lib/paths";
import type { Preset } from "@/lib/presets/preset-schema";

type Props = {
  preset: Preset | undefined;
  restored: boolean;
  onStartOver: () => void;
  byStep: boolean;
  onLayout: (byStep: boolean) => void;
};

/** Title of the create form, what it started with, and the choice between steps and one page. */
export function CreateHeader({ preset, restored, onStartOver, byStep, onLayout }: Props) {
  const { account_id } = useAccount();
  return (
    <>
      <PageHeader
        above={<Link href={paths.connections(account_id)}>Connections</Link>}
        title="New connection"
        description={
          preset ? `For ${preset.name}` : "An application that signs people in with their Databricks account"
        }
        actions={
          <>
            {restored && <Button onClick={onStartOver}>Start over</Button>}
            <Button onClick={() => onLayout(!byStep)}>{byStep ? "All on one page" : "Step by step"}</Button>
          </>
        }
      />
      <StatusNote className="mb-4">{restored && "What you entered before is here again."}</StatusNote>
    </>
  );
}
