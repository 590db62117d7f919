/** What a page of the site may weigh, kB as it travels. */
export const BUDGET = { kb: 250, picturesKb: 600, recordingKb: 2500 };

/** @returns what is too heavy, in sentences */
export function tooHeavy(visits, recordings) {
  return [
    ...visits.flatMap(({ page, kb, picturesKb }) => [
      ...(kb > BUDGET.kb ? [`${page} weighs ${Math.round(kb)} kB of ${BUDGET.kb}.`] : []),
      ...(picturesKb > BUDGET.picturesKb
        ? [`${page} has ${Math.round(picturesKb)} kB of pictures, of ${BUDGET.picturesKb}.`]
        : []),
    ]),
    ...recordings.flatMap(({ name, kb }) =>
      kb > BUDGET.recordingKb ? [`${name} has ${Math.round(kb)} kB of ${BUDGET.recordingKb}.`] : [],
    ),
  ];
}
