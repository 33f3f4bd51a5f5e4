/** How often who may see what has changed, at whichever gateway. */
export interface PolicyFeed {
  /** Grows with every change: here at once, at other gateways within a second. */
  readonly raised: () => number;
  /** False while others' changes may not arrive here: nothing kept may be used meanwhile. */
  readonly hears: () => boolean;
  /** Says that there was a change. Settles when it holds here and was sent to the others. */
  readonly raise: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** For a gateway that is alone. */
export function createLocalFeed(): PolicyFeed {
  let raised = 0;
  return {
    raised: () => raised,
    hears: () => true,
    raise: async () => {
      raised += 1;
    },
    close: async () => {},
  };
}
