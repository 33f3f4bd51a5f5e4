/** A part of `hub.yaml` as YAML gave it, with a way to say what is wrong in it. */
export interface Section {
  readonly content: unknown;
  /** @param path from the section down: the key or index of each step */
  readonly wrong: (path: readonly (string | number)[], message: string) => void;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of texts that are not empty; undefined for anything else. */
export function texts(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.every((one) => typeof one === 'string' && one !== '') ? value : undefined;
}

/** The first property that a mapping should not have. */
export function strangeProperty(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
): string | undefined {
  return Object.keys(value).find((key) => !known.includes(key));
}
