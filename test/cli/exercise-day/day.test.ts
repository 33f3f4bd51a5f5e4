import { describe, expect, it } from '@jest/globals';
import { type Actor, DayProblem, openDay, type Send } from '../../../cli/exercise-day/day.ts';
import { type Act, play, scene } from '../../../cli/exercise-day/scene.ts';

const who: Actor = { partner: 'XAB', role: 'reporter' };

/** A day over a hub that answers as the test says. */
function dayOver(send: Send) {
  const printed: string[] = [];
  const opened = openDay({
    send,
    now: new Date('2026-03-02T23:59:59Z'),
    run: 'run',
    print: (line) => void printed.push(line),
  });
  return { ...opened, printed };
}

describe('a day', () => {
  it('keeps what did not come out as expected', () => {
    const { day, failed, printed } = dayOver(async () => ({ data: {} }));
    day.expect('one and one', { sum: 2 }, { sum: 2 });
    day.expect('one and two', { sum: 2 }, { sum: 3 });
    expect(failed).toEqual(['one and two: {"sum":2} instead of {"sum":3}']);
    expect(printed.map((line) => line.trim().slice(0, 1))).toEqual(['✓', '✗']);
  });

  it('gives each write a key of its own, and reads none', async () => {
    const sent: unknown[] = [];
    const { day } = dayOver(async (_who, _query, variables) => {
      sent.push(variables);
      return { data: {} };
    });
    await day.write(who, 'mutation', { id: 1 });
    await day.write(who, 'mutation');
    await day.ask(who, 'query', { id: 2 });
    expect(sent).toEqual([{ id: 1, key: 'run-1' }, { key: 'run-2' }, { id: 2 }]);
  });

  it('ends where an answer has errors, and says what they are', async () => {
    const errors = [{ message: 'It has changed.', extensions: { code: 'REVISION_CONFLICT' } }];
    const { day } = dayOver(async () => ({ data: {}, errors }));
    const asked = day.ask(who, 'mutation { advance }');
    await expect(asked).rejects.toThrow(DayProblem);
    await expect(asked).rejects.toThrow(/XAB .*advance.* REVISION_CONFLICT: It has changed/);
  });

  it('sees to it that what must be refused is', async () => {
    const { day, failed } = dayOver(async () => ({ data: { done: true } }));
    await day.refused(who, 'ROLE_REQUIRED', 'mutation { advance }');
    expect(failed).toHaveLength(1);
  });

  it('spans midnight', () => {
    const { day } = dayOver(async () => ({}));
    expect([day.today, day.tomorrow, day.period]).toEqual([
      '2026-03-02',
      '2026-03-03',
      { from: '2026-03-02', to: '2026-03-04' },
    ]);
  });
});

describe('acts', () => {
  it('are played side by side, scene by scene', async () => {
    const done: string[] = [];
    async function* act(name: string, times: readonly string[]): Act {
      for (const time of times) {
        yield scene(time, name);
        done.push(`${name} at ${time}`);
      }
    }
    const told: string[] = [];
    await play([act('a', ['08:00', '12:00']), act('b', ['07:00', '10:00'])], ({ time, text }) =>
      told.push(`${text} at ${time}`),
    );
    expect(done).toEqual(['b at 07:00', 'a at 08:00', 'b at 10:00', 'a at 12:00']);
    expect(told).toEqual(done);
  });
});
