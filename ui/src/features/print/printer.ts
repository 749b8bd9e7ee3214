import { printPath } from '../../host'
import { attempt, tell } from '../../session/notices'

/** The paper comes from the PDF, so that every machine prints the same lines. */
export async function sendToPrinter(file: string): Promise<void> {
  const receiver = await attempt(() => printPath(file))
  if (receiver === 'viewer') tell('已用系统的阅读器打开，请在那里打印。', file)
  else if (receiver) tell('已送到打印机。', file)
}
