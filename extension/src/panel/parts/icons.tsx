/** Line icons in the weight of OHIF's; decorative, so hidden from screen readers. */
import type { ReactNode } from 'react';

function Icon({ size = 16, className, children }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.25"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`flex-shrink-0 ${className ?? ''}`}
    >
      {children}
    </svg>
  );
}

interface IconProps {
  readonly size?: number;
  readonly className?: string;
  readonly children: ReactNode;
}

export function ChevronIcon({ up }: { up: boolean }) {
  return (
    <Icon className="text-primary">
      <path d={up ? 'M4 10l4-4 4 4' : 'M4 6l4 4 4-4'} />
    </Icon>
  );
}

/** Cross-hairs: go there in the viewports. */
export function JumpIcon() {
  return (
    <Icon>
      <circle cx="8" cy="8" r="4.5" />
      <path d="M8 1.5v4M8 10.5v4M1.5 8h4M10.5 8h4" />
    </Icon>
  );
}

export function WarningIcon() {
  return (
    <Icon className="text-yellow-500">
      <path d="M8 2.2l6.2 11.3H1.8zM8 6.5v3.2M8 11.6v.1" />
    </Icon>
  );
}

export function ErrorIcon() {
  return (
    <Icon className="text-red-500">
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.8v3.9M8 11v.1" />
    </Icon>
  );
}

export function InfoIcon() {
  return (
    <Icon className="text-primary">
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.3v3.9M8 5v.1" />
    </Icon>
  );
}

export function CheckIcon() {
  return (
    <Icon className="text-green-500">
      <path d="M3.5 8.5l3 3 6-7" />
    </Icon>
  );
}
