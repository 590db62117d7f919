import type { ClinicalName } from '@mutation-prediction/core';
import { say, type WordKey } from '../words.js';
import { words } from '../words/en.js';

/** A clinical value in words. */
export function choiceText(name: ClinicalName, value: string): string {
  const key = `patient.${name}.${value}`;
  return isKey(key) ? say(key) : value;
}

function isKey(key: string): key is WordKey {
  return key in words;
}
