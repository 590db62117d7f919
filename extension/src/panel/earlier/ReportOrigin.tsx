import type { ReportOrigin as Origin, SignatureState } from '@mutation-prediction/core';
import { Notice } from '../parts/Notice.js';
import { signatureText } from '../parts/signatureText.js';
import { say } from '../words.js';

interface ReportOriginProps {
  readonly origin: Origin;
  readonly signature: SignatureState | undefined;
}

/** Whose word a report is: above its numbers, so that nobody reads them before. */
export function ReportOrigin({ origin, signature }: ReportOriginProps) {
  const notStated = say('origin.notStated');
  const rows: readonly (readonly [string, string])[] = [
    [say('origin.manufacturer'), origin.manufacturer ?? notStated],
    [say('origin.device'), origin.device ?? notStated],
    [say('origin.software'), origin.softwareVersion ?? notStated],
    [say('origin.author'), origin.author ?? notStated],
    [say('origin.verified'), verifiedText(origin)],
    ...(signature ? [[say('origin.signature'), signatureText(signature)] as const] : []),
  ];
  return (
    <div className="mp-details text-sm" role="group" aria-label={say('origin.heading')}>
      {origin.system === 'other' && (
        <Notice kind="warning" text={say('origin.other')} advice={say('origin.otherAdvice')} />
      )}
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt className="text-muted-foreground">{name}</dt>
            <dd className="text-foreground">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function verifiedText({ verification, verifiedBy }: Origin): string {
  if (verification === 'unverified') return say('origin.verified.no');
  return verifiedBy
    ? say('origin.verified.yes', { name: verifiedBy })
    : say('origin.verified.nameless');
}
