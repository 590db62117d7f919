/** What of a lesion and its patient a model goes by, in the order in which it is told. */
export const INPUT_GROUPS = ['image', 'radiomics', 'ring', 'clinical'] as const;
export type InputGroup = (typeof INPUT_GROUPS)[number];
