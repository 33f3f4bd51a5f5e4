/** Which versions of the graph were written, and which a client may still see. */
export interface VersionLog {
  /** A version is about to be written; `absent` without `clinics`. */
  readonly write: (version: number, absent: boolean) => void;
  /** The version that somebody has seen already: no request that begins now may see an older one. */
  readonly floor: () => number;
  /**
   * An answer shows a version, null that there is no `clinics`.
   *
   * @param floor as it was when the request began
   * @returns what is wrong with that
   */
  readonly see: (version: number | null, floor: number) => string | undefined;
  /** How many versions clients have seen. */
  readonly seen: () => number;
}

export function createVersionLog(): VersionLog {
  const absences = new Set<number>();
  const seen = new Set<number>();
  let written = 0;
  let newest = 0;
  return {
    write: (version, absent) => {
      written = version;
      if (absent) absences.add(version);
    },
    floor: () => newest,
    seen: () => seen.size,
    see: (version, floor) => {
      const at = version ?? [...absences].find((each) => each >= floor);
      if (at === undefined) return `no version since ${floor} is without clinics`;
      if (at < floor) return `version ${at} after version ${floor} was seen`;
      if (at > written || absences.has(at) !== (version === null)) {
        return `version ${at} was never written`;
      }
      seen.add(at);
      newest = Math.max(newest, at);
      return undefined;
    },
  };
}
