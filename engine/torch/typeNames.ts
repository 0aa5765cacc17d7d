/** Names under which versions of torch pickled the same class; the value is `type(x).__module__ + '.' + __qualname__`. */
const CANONICAL: ReadonlyMap<string, string> = new Map([
  ['torch._tensor.Tensor', 'torch.Tensor'],
  ['torch.tensor.Tensor', 'torch.Tensor'],
  ['torch.autograd.variable.Variable', 'torch.Tensor'],
  ['torch.nn.Parameter', 'torch.nn.parameter.Parameter'],
  ['torch.nn.Buffer', 'torch.nn.parameter.Buffer'],
]);

/** The class of a tensor as today's torch names it; other names are returned as they are. */
export function tensorTypeName(name: string): string {
  return CANONICAL.get(name) ?? name;
}
