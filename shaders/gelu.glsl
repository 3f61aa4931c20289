// gelu: x/2 · (1 + tanh(z)) with z = √(2/π)·(x + 0.044715·x³), written as x / (1 + e^(-2z)), which is
// the same function. ref: Hendrycks & Gimpel, Gaussian Error Linear Units, 2016, section 2.
float gelu(float x) {
    float z = 0.7978845608028654 * fma(0.044715 * x * x, x, x);
    return x / (1.0 + exp(-2.0 * z));
}
