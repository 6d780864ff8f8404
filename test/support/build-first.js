/** Before each round of `npm run test:watch`: hosts of tests boot what is built. */
export default async function buildFirst() {
  const { buildWhatChanged } = await import('../../infra/local/build.ts')
  await buildWhatChanged(console.log)
}
