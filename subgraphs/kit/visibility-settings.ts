import { arrayLiteral } from './array-literal.ts';
import type { Visibility } from './visibility.ts';

/**
 * The settings by which a statement says for whom it asks. They hold for its transaction alone;
 * where one is missing or empty, nothing is released.
 */
export const visibilitySettings = {
  partner: 'entente.partner',
  /** The partner's code and its groups, as text of an array. */
  audience: 'entente.audience',
  purpose: 'entente.purpose',
  /** `[{id, types}]` as JSON: the agreements in force. */
  agreements: 'entente.agreements',
} as const;

/** Setting -> value, for one visibility. */
export function settingsOf(visibility: Visibility): Readonly<Record<string, string>> {
  const { partner, groups, purpose, agreements } = visibility;
  return {
    [visibilitySettings.partner]: partner,
    [visibilitySettings.audience]: arrayLiteral([partner, ...groups]),
    [visibilitySettings.purpose]: purpose,
    [visibilitySettings.agreements]: JSON.stringify(agreements),
  };
}
