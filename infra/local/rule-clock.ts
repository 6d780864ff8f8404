import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/domain/time/units.ts'
import type { Assembly } from './assembly.ts'
import type { HostClock } from './clock.ts'
import type { Faults } from './faults.ts'
import { functionIdOfArn, type LocalFunctions } from './functions.ts'

const UNITS: Record<string, number> = {
  minute: MINUTE_MS,
  minutes: MINUTE_MS,
  hour: HOUR_MS,
  hours: HOUR_MS,
  day: DAY_MS,
  days: DAY_MS,
}

interface ClockRule {
  everyMillis: number
  functionIds: string[]
  last: number
  running: Promise<void>
}

/** The rules of the template that run at a rate, under the host's clock; a jump of the clock runs each of them once. */
export class RuleClock {
  private readonly rules: ClockRule[]
  private readonly clock: HostClock
  private readonly functions: LocalFunctions
  private readonly faults: Faults

  constructor(assembly: Assembly, clock: HostClock, functions: LocalFunctions, faults: Faults) {
    this.clock = clock
    this.functions = functions
    this.faults = faults
    this.rules = assembly.resources('AWS::Events::Rule').flatMap(({ properties }) => {
      const rate = /^rate\((\d+) (\w+)\)$/.exec(String(properties['ScheduleExpression'] ?? ''))
      if (!rate) return []
      const targets = (properties['Targets'] ?? []) as { Arn: string }[]
      return [
        {
          everyMillis: Number(rate[1]) * (UNITS[rate[2]!] ?? MINUTE_MS),
          functionIds: targets.map(({ Arn }) => functionIdOfArn(Arn)),
          last: clock.now(),
          running: Promise.resolve(),
        },
      ]
    })
  }

  /** Runs what is due; a rule whose last run still goes on waits for its end. */
  look(): void {
    const now = this.clock.now()
    for (const rule of this.rules) {
      if (now - rule.last < rule.everyMillis) continue
      rule.last = now
      rule.running = rule.running.then(async () => {
        for (const id of rule.functionIds) {
          if (this.faults.weather.down.has(this.functions.handlerOf(id))) continue
          await this.functions
            .invoke(id, {
              source: 'aws.events',
              'detail-type': 'Scheduled Event',
              time: new Date(now).toISOString(),
              detail: {},
            })
            .catch(() => {})
        }
      })
    }
  }
}
