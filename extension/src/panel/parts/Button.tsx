import type { ButtonHTMLAttributes, Ref } from 'react';

const BASE =
  'inline-flex items-center justify-center whitespace-nowrap rounded text-base font-normal leading-tight transition-colors focus-visible:outline-none focus-visible:ring-1 focus-visible:ring-ring';

/** OHIF's own button looks. */
const VARIANTS = {
  default: 'bg-primary/85 text-primary-foreground hover:bg-primary/100 h-7 px-2',
  secondary: 'bg-secondary/85 text-secondary-foreground hover:bg-secondary/100 h-7 px-2',
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
