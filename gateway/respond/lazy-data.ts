/** The data of an answer that is text already; plugins that read it get an object made on demand. */
const texts = new WeakMap<object, string>();

/**
 * An object that stands for the `data` of `text`, which is `{"data":{...}}`. Nothing is parsed unless
 * somebody looks inside: `textOf` gives the text back as it is.
 */
export function lazyData(text: string): Record<string, unknown> {
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
        texts.delete(data);
        return Reflect.set(value(), key, next);
      },
      deleteProperty: (_target, key) => {
        texts.delete(data);
        return Reflect.deleteProperty(value(), key);
      },
    },
  );
  texts.set(data, text);
  return data;
}

/** The `{"data":{...}}` that an object stands for; undefined where it is no lazy data, or was changed. */
export function textOf(data: unknown): string | undefined {
  return typeof data === 'object' && data !== null ? texts.get(data) : undefined;
}
