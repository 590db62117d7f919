/** Value types and relationships we use (PS3.3 C.17.3.2). */
export type ValueType = 'CONTAINER' | 'TEXT' | 'CODE' | 'NUM' | 'UIDREF' | 'IMAGE';
export type Relationship =
  | 'CONTAINS'
  | 'HAS OBS CONTEXT'
  | 'HAS ACQ CONTEXT'
  | 'HAS CONCEPT MOD'
  | 'HAS PROPERTIES'
  | 'INFERRED FROM';

const CONTEXT: readonly ValueType[] = ['TEXT', 'CODE', 'NUM', 'UIDREF'];
const MODIFIER: readonly ValueType[] = ['TEXT', 'CODE'];
const ANY: readonly ValueType[] = ['TEXT', 'CODE', 'NUM', 'UIDREF', 'IMAGE', 'CONTAINER'];

const FINDING: Targets = {
  'HAS OBS CONTEXT': CONTEXT,
  'HAS CONCEPT MOD': MODIFIER,
  'HAS PROPERTIES': ANY,
  'INFERRED FROM': ANY,
};

type Targets = Readonly<Partial<Record<Relationship, readonly ValueType[]>>>;

/** Source → relationship → target in Comprehensive 3D SR (PS3.3 table A.35.13-2), for our types. */
const ALLOWED: Readonly<Record<ValueType, Targets>> = {
  CONTAINER: {
    CONTAINS: ANY,
    'HAS OBS CONTEXT': CONTEXT,
    'HAS ACQ CONTEXT': [...CONTEXT, 'CONTAINER'],
    'HAS CONCEPT MOD': MODIFIER,
  },
  TEXT: FINDING,
  CODE: FINDING,
  NUM: { ...FINDING, 'HAS ACQ CONTEXT': [...CONTEXT, 'CONTAINER'] },
  UIDREF: { 'HAS CONCEPT MOD': MODIFIER },
  IMAGE: { 'HAS ACQ CONTEXT': [...CONTEXT, 'CONTAINER'], 'HAS CONCEPT MOD': MODIFIER },
};

/** Whether a content item may have another as child; unknown types and relationships may not. */
export function isAllowedRelationship(source: string, relationship: string, target: string) {
  const targets = (
    ALLOWED as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  )[source]?.[relationship];
  return targets?.includes(target) ?? false;
}
