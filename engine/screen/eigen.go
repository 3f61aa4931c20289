package screen

import (
	"math"
	"slices"

	"github.com/gemma-bench/gemma/internal/parallel"
)

// eigen returns the eigenvalues of the symmetric matrix a [n,n], largest first, and the eigenvectors as rows.
// a is overwritten. It makes a tridiagonal by reflections and then diagonal by implicit QL steps. The results are the
// same on any number of processors.
// ref: Golub and Van Loan, Matrix Computations, sections 8.3.1 and 8.3.3.
func eigen(a []float64, n int) ([]float64, [][]float64) {
	d, e, beta := tridiagonal(a, n)
	turns := implicitQL(d, e)
	order, values, rows := make([]int, n), make([]float64, n), make([][]float64, n)
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
	all := make([]float64, n*n)
	for i, o := range order {
		values[i], rows[i] = d[o], all[i*n:(i+1)*n]
	}
	// Each column of the vectors is what the reflections and the rotations make of one of the identity.
	parallel.Each((n+columns-1)/columns, func(part int) {
		from := part * columns
		z := identity(n, from, min(from+columns, n))
		for k := range n - 1 {
			reflect(z[k+1:], a[k*n+k+1:(k+1)*n], beta[k])
		}
		for _, t := range turns {
			rotate(z[t.at], z[t.at+1], t.c, t.s)
		}
		for i, o := range order {
			copy(rows[i][from:], z[o])
		}
	})
	return values, rows
}

// columns is how many columns of the vectors are made at a time: 640 rows of them stay in a core's own cache.
const columns = 64

// identity returns columns from … to−1 of the identity [n,n], by rows.
func identity(n, from, to int) [][]float64 {
	all, z := make([]float64, n*(to-from)), make([][]float64, n)
	for i := range z {
		z[i] = all[i*(to-from) : (i+1)*(to-from)]
	}
	for i := from; i < to; i++ {
		z[i][i-from] = 1
	}
	return z
}

// reflect applies I − β·v·vᵀ to the rows of z.
func reflect(z [][]float64, v []float64, beta float64) {
	if beta == 0 {
		return
	}
	var room [columns]float64
	sum := room[:len(z[0])]
	for i, row := range z {
		for j, x := range row[:len(sum)] {
			sum[j] += v[i] * x
		}
	}
	for i, row := range z {
		c := beta * v[i]
		for j, x := range sum {
			row[j] -= c * x
		}
	}
}

// rotate turns two rows: hi ← c·hi + s·lo, lo ← c·lo − s·hi.
func rotate(lo, hi []float64, c, s float64) {
	lo = lo[:len(hi)]
	for k, x := range hi {
		y := lo[k]
		hi[k] = s*y + c*x
		lo[k] = c*y - s*x
	}
}

// tridiagonal returns the diagonal and the subdiagonal of Qᵀ·a·Q, Q the product of the reflections I − β·v·vᵀ whose v
// it leaves in a: that of step k in row k, from column k+1 on. A reflection is applied as a − v·pᵀ − p·vᵀ when the next
// step reads the rows anyway.
func tridiagonal(a []float64, n int) (d, e, beta []float64) {
	d, e, beta = make([]float64, n), make([]float64, n), make([]float64, n)
	v, p, next := make([]float64, n), make([]float64, n), make([]float64, n) // v and p of the step before
	for k := range n {
		row := a[k*n : (k+1)*n]
		update(row[k:], v[k:], p[k:], row[k:], v[k], p[k])
		d[k] = row[k]
		if k+1 == n {
			break
		}
		e[k], beta[k] = reflection(row[k+1:])
		const share = 32 // rows
		parallel.Each((n-k-1+share-1)/share, func(part int) {
			from := k + 1 + part*share
			for i := from; i < min(from+share, n); i++ {
				next[i] = beta[k] * update(a[i*n+k+1:(i+1)*n], v[k+1:], p[k+1:], row[k+1:], v[i], p[i])
			}
		})
		scale := 0.0
		for i := k + 1; i < n; i++ {
			scale += next[i] * row[i]
		}
		for i := k + 1; i < n; i++ {
			next[i] -= beta[k] / 2 * scale * row[i]
		}
		v, p, next = row, next, p
	}
	return d, e, beta
}

// reflection replaces x by v so that I − β·v·vᵀ maps x to (e, 0, 0, …).
func reflection(x []float64) (e, beta float64) {
	norm := 0.0
	for _, v := range x {
		norm += v * v
	}
	norm = math.Sqrt(norm)
	if norm < 1e-100 || len(x) == 1 { // squares of less may be no numbers
		e = x[0]
		clear(x)
		return e, 0
	}
	if e = norm; x[0] > 0 { // the reflection that adds, not subtracts, in its first component
		e = -norm
	}
	x[0] -= e
	for _, v := range x {
		beta += v * v
	}
	return e, 2 / beta
}

// update subtracts vi·p + pi·v from row, and returns the product of what is left with w, which may be row.
func update(row, v, p, w []float64, vi, pi float64) float64 {
	v, p, w = v[:len(row)], p[:len(row)], w[:len(row)]
	even, odd := 0.0, 0.0 // two sums: one would wait for itself
	j := 0
	for ; j+1 < len(row); j += 2 {
		x, y := row[j]-(vi*p[j]+pi*v[j]), row[j+1]-(vi*p[j+1]+pi*v[j+1])
		row[j], row[j+1] = x, y
		even += x * w[j]
		odd += y * w[j+1]
	}
	if j < len(row) {
		row[j] -= vi*p[j] + pi*v[j]
		even += row[j] * w[j]
	}
	return even + odd
}

// A turn is a rotation of the rows at and at+1 of the vectors.
type turn struct {
	at   int
	c, s float64
}

// implicitQL turns the tridiagonal matrix (d, e) diagonal and returns the rotations.
func implicitQL(d, e []float64) (turns []turn) {
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
				turns = append(turns, turn{i, c, s})
			}
			if r == 0 && i >= l {
				continue
			}
			d[l] -= p
			e[l], e[m] = g, 0
		}
	}
	return turns
}
