/** Runs `action` once `delayMs` after the last call; painting reports every stroke many times. */
export function debounce(action: () => void, delayMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const debounced = () => {
    clearTimeout(timer);
    timer = setTimeout(action, delayMs);
  };
  debounced.cancel = () => clearTimeout(timer);
  return debounced;
}
