/** The conformance protocol: one JSON object per line in, one per line out. */

async function* lines(stream) {
  let pending = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const complete = (pending + chunk).split('\n');
    pending = complete.pop();
    yield* complete;
  }
}

async function answer(message, hello, operations) {
  if (message.cmd === 'hello') return { protocol: 1, ops: Object.keys(operations), ...hello };
  const { seq, op, input } = message;
  if (!Object.hasOwn(operations, op)) return { seq, skip: `no operation ${op}` };
  try {
    return { seq, ...(await operations[op](input)) };
  } catch (error) {
    return { seq, error: String(error) };
  }
}

/** Answers until the runner says goodbye or closes the pipe. */
export async function serve(hello, operations) {
  for await (const line of lines(process.stdin)) {
    const message = JSON.parse(line);
    if (message.cmd === 'bye') return process.exit();
    process.stdout.write(`${JSON.stringify(await answer(message, hello, operations))}\n`);
  }
}
