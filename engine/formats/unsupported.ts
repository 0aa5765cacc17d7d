import { InspectError } from '../../shared/inspectError.ts';

/** The error for a format that is recognised and not read yet. */
export function unsupported(name: string, evidence: string): InspectError {
  return new InspectError({
    code: 'format/unsupported',
    message: `This is a file of the format ${name}, which this version does not read.`,
    expected: 'a torch checkpoint (zip or legacy), TorchScript, a pickle or safetensors',
    found: evidence,
    advice: 'Later versions will read more formats; until then, open it with the program that wrote it.',
  });
}
