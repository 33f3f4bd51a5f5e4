/** A text in the three languages of the people who read it, as the jsonb of a `LocalizedText`. */
export interface LocalizedText {
  readonly en: string;
  readonly ar: string;
  readonly he: string;
}

export function localizedText(en: string, ar: string, he: string): LocalizedText {
  return { en, ar, he };
}
