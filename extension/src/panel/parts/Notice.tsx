import { wordsOf, type MutationPredictionError } from '@mutation-prediction/core';
import type { ReactNode } from 'react';
import { useCatalogue } from '../catalogue.js';
import { CheckIcon, ErrorIcon, InfoIcon, WarningIcon } from './icons.js';

const ICONS = { info: InfoIcon, done: CheckIcon, warning: WarningIcon, error: ErrorIcon };

interface NoticeProps {
  readonly kind: keyof typeof ICONS;
  /** What is the matter, in one sentence. */
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string;
  /** The one next step, as a button. */
  readonly children?: ReactNode;
}

/** One state of the panel in words: what is the matter, what to do, and the button that does it. */
export function Notice({ kind, text, advice, children }: NoticeProps) {
  const Icon = ICONS[kind];
  return (
    <div className="mp-notice text-sm">
      <Icon />
      <div className="min-w-0">
        <p className="text-foreground">{text}</p>
        {advice && <p className="text-muted-foreground">{advice}</p>}
        {children && <div className="mp-notice-actions">{children}</div>}
      </div>
    </div>
  );
}

interface ErrorNoticeProps {
  readonly error: MutationPredictionError;
  /** Said before the error's own message: what could not be done. */
  readonly what?: string;
  /** What that is about: a message that names it says all by itself. */
  readonly of?: string;
  readonly children?: ReactNode;
}

/** An error in the catalogue's words. */
export function ErrorNotice({ error, what, of, children }: ErrorNoticeProps) {
  const { message, advice } = wordsOf(error, useCatalogue());
  const isSaid = what === undefined || (of !== undefined && message.includes(of));
  const text = isSaid ? message : `${what} ${message}`;
  return (
    <Notice kind="error" text={text} advice={advice}>
      {children}
    </Notice>
  );
}
