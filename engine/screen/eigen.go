package screen

import (
	"math"
	"slices"
)

// eigen returns the eigenvalues of the symmetric matrix a [n,n], largest first, and the eigenvectors as rows.
// a is overwritten. It makes a tridiagonal by reflections and then diagonal by implicit QL steps.
// ref: Golub and Van Loan, Matrix Computations, sections 8.3.1 and 8.3.3.
func eigen(a []float64, n int) ([]float64, [][]float64) {
	z, d, e := tridiagonal(a, n)
	implicitQL(z, d, e)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case d[i] > d[j]:
			return -1
		case d[i] < d[j]:
			return 1
		}
		return 0
	})
	values, rows := make([]float64, n), make([][]float64, n)
	for i, o := range order {
		values[i], rows[i] = d[o], z[o]
	}
	return values, rows
}

// tridiagonal returns Qᵀ by rows, and the diagonal and the subdiagonal of Qᵀ·a·Q.
func tridiagonal(a []float64, n int) (z [][]float64, d, e []float64) {
	z, d, e = make([][]float64, n), make([]float64, n), make([]float64, n)
	for i := range z {
		z[i] = make([]float64, n)
		z[i][i] = 1
	}
	v, p := make([]float64, n), make([]float64, n)
	for k := 0; k+1 < n; k++ {
		d[k] = a[k*n+k]
		norm := 0.0
		for i := k + 1; i < n; i++ {
			v[i] = a[k*n+i]
			norm += v[i] * v[i]
		}
		norm = math.Sqrt(norm)
		e[k] = norm
		if norm == 0 || k+2 == n {
			e[k] = v[k+1]
			continue
		}
		if v[k+1] > 0 { // the reflection that adds, not subtracts, in its first component
			e[k] = -norm
		}
		v[k+1] -= e[k]
		beta := 0.0
		for i := k + 1; i < n; i++ {
			beta += v[i] * v[i]
		}
		beta = 2 / beta
		reflect(a, z, v, p, n, k+1, beta)
	}
	d[n-1] = a[n*n-1]
	return z, d, e
}

// reflect applies H = I − β·v·vᵀ, which touches only the rows from k on: a ← H·a·H, z ← H·z.
func reflect(a []float64, z [][]float64, v, p []float64, n, k int, beta float64) {
	scale := 0.0
	for i := k; i < n; i++ {
		sum := 0.0
		for j, x := range a[i*n+k : (i+1)*n] {
			sum += x * v[k+j]
		}
		p[i] = beta * sum
		scale += p[i] * v[i]
	}
	for i := k; i < n; i++ {
		p[i] -= beta / 2 * scale * v[i]
	}
	for i := k; i < n; i++ {
		row, vi, pi := a[i*n+k:(i+1)*n], v[i], p[i]
		for j := range row {
			row[j] -= vi*p[k+j] + pi*v[k+j]
		}
	}
	sum := make([]float64, n)
	for i := k; i < n; i++ {
		for j, x := range z[i] {
			sum[j] += v[i] * x
		}
	}
	for i := k; i < n; i++ {
		c := beta * v[i]
		for j := range sum {
			z[i][j] -= c * sum[j]
		}
	}
}

// implicitQL turns the tridiagonal matrix (d, e) diagonal and rotates the rows of z along.
func implicitQL(z [][]float64, d, e []float64) {
	n := len(d)
	for l := range n {
		for range 100 { // a few steps are enough; an eigenvector that is off makes a worse screen, not a wrong one
			m := l
			for ; m+1 < n; m++ {
				if s := math.Abs(d[m]) + math.Abs(d[m+1]); math.Abs(e[m]) <= 0x1p-52*s {
					break
				}
			}
			if m == l {
				break
			}
			g := (d[l+1] - d[l]) / (2 * e[l])
			r := math.Hypot(g, 1)
			g = d[m] - d[l] + e[l]/(g+math.Copysign(r, g))
			s, c, p := 1.0, 1.0, 0.0
			i := m - 1
			for ; i >= l; i-- {
				f, b := s*e[i], c*e[i]
				r = math.Hypot(f, g)
				if e[i+1] = r; r == 0 {
					d[i+1] -= p
					e[m] = 0
					break
				}
				s, c = f/r, g/r
				g = d[i+1] - p
				r = (d[i]-g)*s + 2*c*b
				p = s * r
				d[i+1] = g + p
				g = c*r - b
				lo, hi := z[i], z[i+1]
				for k, x := range hi {
					hi[k] = s*lo[k] + c*x
					lo[k] = c*lo[k] - s*x
				}
			}
			if r == 0 && i >= l {
				continue
			}
			d[l] -= p
			e[l], e[m] = g, 0
		}
	}
}
