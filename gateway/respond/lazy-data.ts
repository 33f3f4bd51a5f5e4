/** An answer that is text already: `{"data":{...}}`, and its extensions behind where it has any. */
export interface WrittenAnswer {
  readonly text: string;
  /** Those in the text. */
  readonly extensions: object | undefined;
}

/** The data of an answer that is text already; plugins that read it get an object made on demand. */
const answers = new WeakMap<object, WrittenAnswer>();

/**
 * An object that stands for the `data` of an answer's text. Nothing is parsed unless somebody looks
 * inside: `textOf` gives the text back as it is.
 */
export function lazyData(answer: WrittenAnswer): Record<string, unknown> {
  const { text } = answer;
  let parsed: Record<string, unknown> | undefined;
  const value = (): Record<string, unknown> => {
    parsed ??= (JSON.parse(text) as { readonly data: Record<string, unknown> }).data;
    return parsed;
  };
  const data = new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_target, key) => Reflect.get(value(), key),
      has: (_target, key) => Reflect.has(value(), key),
      ownKeys: () => Reflect.ownKeys(value()),
      getOwnPropertyDescriptor: (_target, key) => {
        const descriptor = Reflect.getOwnPropertyDescriptor(value(), key);
        return descriptor === undefined ? undefined : { ...descriptor, configurable: true };
      },
      set: (_target, key, next) => {
        // A plugin that changes the data has the last word.
        answers.delete(data);
        return Reflect.set(value(), key, next);
      },
      deleteProperty: (_target, key) => {
        answers.delete(data);
        return Reflect.deleteProperty(value(), key);
      },
    },
  );
  answers.set(data, answer);
  return data;
}

/** The answer that an object stands for; undefined where it is no lazy data, or was changed. */
export function textOf(data: unknown): WrittenAnswer | undefined {
  return typeof data === 'object' && data !== null ? answers.get(data) : undefined;
}
