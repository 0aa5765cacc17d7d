#!/usr/bin/env node
import { runCommandLine } from './commandLine.ts';

// A reader that has seen enough (head, a closed pager) ends the answer; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runCommandLine(process.argv.slice(2));
