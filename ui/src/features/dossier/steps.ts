import { attempt } from '../../session/notices'
import { trail, type Walk } from '../../session/trail'
import { useKeys } from '../../shell/keys'

/** A page of one person, or of one review, goes along the list it was opened from, with the same keys everywhere. */
export function useSteps(shown: () => number | null, go: (to: number) => unknown, along: () => Walk | undefined = () => trail.value): (by: number) => Promise<void> {
  async function step(by: number): Promise<void> {
    const to = await attempt(async () => along()?.walk(by, shown()) ?? null)
    if (to) go(to)
  }
  const [back, on] = [() => void step(-1), () => void step(1)]
  useKeys({ F7: back, F8: on, PageUp: back, PageDown: on })
  return step
}
