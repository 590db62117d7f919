import { Button } from '../parts/Button.js';
import { say } from '../words.js';

/** The way out where the server does not do it; nothing goes that way unasked. */
export function RunHereButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <Button variant="secondary" onClick={onClick}>
      {say('run.here')}
    </Button>
  );
}
