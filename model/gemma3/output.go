package gemma3

// Output returns the matrix [V,D] that turns normalised hidden states into logits: the embedding, unless the
// model has one of its own.
func (m *Model) Output() Tensor {
	return m.Tensors[m.OutputName()]
}
