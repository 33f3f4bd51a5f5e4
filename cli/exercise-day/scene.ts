/** A moment of the day, told before what happens in it. */
export interface Scene {
  /** `09:30`, in the exercise's own time. */
  readonly time: string;
  readonly text: string;
}

/** Somebody's work over the day: it yields each scene, and goes on when the scene's time has come. */
export type Act = AsyncGenerator<Scene, void, void>;

export function scene(time: string, text: string): Scene {
  return { time, text };
}

/** Plays acts side by side, scene by scene in the order of their times. */
export async function play(acts: readonly Act[], tell: (scene: Scene) => void): Promise<void> {
  const next = new Map<Act, Scene>();
  const goOn = async (act: Act) => {
    const { value, done } = await act.next();
    if (done === true) next.delete(act);
    else next.set(act, value);
  };
  for (const act of acts) await goOn(act);
  for (;;) {
    const [first] = [...next].sort(([, a], [, b]) => (a.time < b.time ? -1 : 1));
    if (first === undefined) return;
    const [act, present] = first;
    tell(present);
    await goOn(act);
  }
}
