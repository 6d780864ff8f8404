// One Lambda function as a worker: imports its handler on the first call, as a cold start does, and answers messages.
import { flushCompileCache } from 'node:module'
import { takeCoverage } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'

const { file, exportName } = workerData
let loading

parentPort.on('message', async ({ id, event, deadline, ends }) => {
  if (ends) {
    takeCoverage()
    return parentPort.postMessage({ id })
  }
  try {
    loading ??= import(file).finally(flushCompileCache)
    const handler = (await loading)[exportName]
    const result = await handler(event, {
      awsRequestId: String(id),
      functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
      callbackWaitsForEmptyEventLoop: false,
      getRemainingTimeInMillis: () => deadline - Date.now(),
    })
    parentPort.postMessage({ id, result })
  } catch (error) {
    parentPort.postMessage({ id, error: { name: error?.name, message: error?.message, stack: error?.stack } })
  }
})
