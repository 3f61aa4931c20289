package gemma3

// Output returns the matrix [V,D] that turns normalised hidden states into logits: the embedding, unless the
// model has one of its own.
func (m *Model) Output() Tensor {
	if m.Tied() {
		return m.Tensors[embedWeight]
	}
	return m.Tensors[outputWeight]
}
