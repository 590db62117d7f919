import type { PlainError } from '@mutation-prediction/core';

/** A defect that a file brings to light is a refusal of that file. */
export function unforeseen(object: string): PlainError {
  return {
    code: 'malformed-object',
    message: `${object} contradicts itself and cannot be read.`,
    advice: 'Export it again from its source.',
  };
}
