import type { ButtonHTMLAttributes, Ref } from 'react';

const BASE =
  'mp-focus inline-flex items-center justify-center whitespace-nowrap rounded text-base font-normal leading-tight transition-colors';

/** OHIF's own button looks; backgrounds that not every version of it has, or that read badly, are ours. */
const VARIANTS = {
  default: 'mp-button-primary text-primary-foreground h-7 px-2',
  secondary: 'mp-button-secondary text-secondary-foreground h-7 px-2',
  ghost: 'text-primary hover:bg-primary/25 h-6 px-2',
  icon: 'text-primary hover:bg-primary/25 h-6 w-6 flex-shrink-0',
};

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: keyof typeof VARIANTS;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

/** A button that does not submit the form it stands in unless told to. */
export function Button({ variant = 'default', className = '', buttonRef, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      ref={buttonRef}
      className={`mp-button ${BASE} ${VARIANTS[variant]} ${className}`}
      {...rest}
    />
  );
}
