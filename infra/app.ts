import { App, Validations } from 'aws-cdk-lib'
import nag from 'cdk-nag'
import { CalendarStack } from './stack/calendar-stack.ts'

/**
 * The one description of the system: `cdk deploy` and `npm start` both synthesize this.
 * The checks of cdk-nag run in `cdk synth` and in the tests; the local host leaves them out for speed.
 */
const isLocal = process.env['ALMANAC_SYNTH'] === 'local'

const app = new App({
  ...(process.env['ALMANAC_SYNTH_OUT'] && { outdir: process.env['ALMANAC_SYNTH_OUT'] }),
  ...(isLocal && { builtinCloudFormationValidation: false }),
})
new CalendarStack(app, 'Almanac', { description: "A company's calendar and its booking desk" })
if (!isLocal) Validations.of(app).addPlugins(new nag.AwsSolutionsChecks(app))
app.synth()
