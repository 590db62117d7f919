import type { Anatomy } from '@mutation-prediction/core';
import { ENDPOINTS, PLACEMENTS, PLANTED_SIGNALS } from '@mutation-prediction/core';

/** What lies in a cohort folder, for whoever finds it. */
export function cohortReadme(cases: number, seed: number, anatomy: Anatomy): string {
  const signals = ENDPOINTS.map((endpoint) => {
    const { trait, turningPoint, female, neverSmoker, perDecadeOver65 } = PLANTED_SIGNALS[endpoint];
    return `| ${endpoint} | ${trait} | ${turningPoint} | ${female} | ${neverSmoker} | ${perDecadeOver65} |`;
  });
  return `# Synthetic cohort

${cases} synthetic lung lesions, seed ${seed}, ${anatomy} anatomy. No patient's data is in it, and what a network learns from it
says nothing about patients. Research use only.

Each case has a crop of a synthetic chest CT (\`ct.nii.gz\`, HU) and the lesion's mask (\`mask.nii.gz\`).
\`cohort.csv\` holds clinical values, splits and endpoints; its columns \`trait_…\` and \`scanner_…\` are the
truth that the images were made from, never an input.

Endpoints are planted: the log odds rise by 24 with the rank of one visible trait, 0 at the turning
point, and clinical values add to them. Spacing, noise, kernel, calibration, place and all other traits
are nuisance. One label in ten and one age or smoking history in twenty is left out.

| endpoint | trait | turning point (rank) | female ± | never smoker + (else half −) | per decade over 65 |
| --- | --- | --- | --- | --- | --- |
${signals.join('\n')}
`;
}

export function offLesionReadme(cases: number, seed: number, anatomy: Anatomy): string {
  return `# Masks off lesions

${cases} masks on synthetic chest CT that no model of lung lesions should be believed on, seed ${seed}, ${anatomy} anatomy. No
patient's data is in it. Research use only.

\`cohort.csv\` says in \`placement\` where each mask lies, or what is wrong with the image under a lesion:
${PLACEMENTS.join(', ')}. There are no endpoints. Columns \`scanner_…\` are the truth that the images were made from.
`;
}
