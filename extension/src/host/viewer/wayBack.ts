/** OHIF's arrow back to the list of studies. */
const WAY_BACK = '[data-cy="return-to-work-list"]';

/**
 * Asks before the user goes back to the list of studies: OHIF does not, and a mode that is left cannot stay.
 *
 * @param question asked as long as there is one
 * @returns stops asking
 */
export function guardWayBack(question: () => string | undefined): () => void {
  const ask = (event: MouseEvent) => {
    const asked = question();
    const isWayBack = event.target instanceof Element && event.target.closest(WAY_BACK) !== null;
    if (!isWayBack || asked === undefined || window.confirm(asked)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('click', ask, true);
  return () => window.removeEventListener('click', ask, true);
}
