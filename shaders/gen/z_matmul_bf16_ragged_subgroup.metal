#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _25
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _48 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _51 = (_48 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _61 = SPIRV_CROSS_CONSTANT_ID_0;

struct _116
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _155
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _186 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _191 = SPIRV_CROSS_CONSTANT_ID_3;

struct _195
{
    uint _m0[1];
};

constant uint _215 = (_186 * _191);
constant uint _217 = (_186 * _191);

struct _313
{
    uint2 _m0[1];
};

constant uint _383 = (_186 * _191);
constant uint _397 = (_186 * _191);
constant uint _398 = (_397 + _61);
constant uint _399 = (_398 - 1u);
constant uint _400 = (_399 / _61);
constant uint _434 = (_186 * _191);

struct _450
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _470 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_470, 1u, 1u);

kernel void main0(constant _116& _118 [[buffer(0)]], const device _195& _197 [[buffer(1)]], const device _155& _157 [[buffer(2)]], const device _313& _315 [[buffer(3)]], device _450& _452 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _64[_61];
    uint _187 = gl_WorkGroupID.x * _186;
    uint _192 = gl_WorkGroupID.y * _191;
    uint _207 = _197._m0[_118._m6] - _118._m7;
    float _220[_217];
    for (uint _612 = 0u; _612 < _215; )
    {
        _220[_612] = 0.0;
        _612++;
        continue;
    }
    uint _613;
    _613 = gl_LocalInvocationID.x;
    _25 _246[_186];
    float4 _282[_191];
    for (; _613 < _118._m0; _613 += _61)
    {
        for (uint _625 = 0u; _625 < _186; )
        {
            _246[_625] = _25{ uint4(4u * ((min((_187 + _625), (_118._m3 - 1u)) * _118._m0) + _613)), 1.0, 0.0 };
            _625++;
            continue;
        }
        for (uint _626 = 0u; _626 < 4u; _626++)
        {
            for (uint _629 = 0u; _629 < _191; _629++)
            {
                uint _292 = _118._m7 + min((_192 + _629), (_207 - 1u));
                uint _511 = 4u * ((4u * _613) + _626);
                float _638;
                if (_511 < _118._m2)
                {
                    _638 = _157._m0[(_292 * _118._m2) + min(_511, (_118._m2 - 1u))];
                }
                else
                {
                    _638 = 0.0;
                }
                uint _655 = _511 + 1u;
                float _674;
                if (_655 < _118._m2)
                {
                    _674 = _157._m0[(_292 * _118._m2) + min(_655, (_118._m2 - 1u))];
                }
                else
                {
                    _674 = 0.0;
                }
                uint _684 = _511 + 2u;
                float _703;
                if (_684 < _118._m2)
                {
                    _703 = _157._m0[(_292 * _118._m2) + min(_684, (_118._m2 - 1u))];
                }
                else
                {
                    _703 = 0.0;
                }
                uint _713 = _511 + 3u;
                float _732;
                if (_713 < _118._m2)
                {
                    _732 = _157._m0[(_292 * _118._m2) + min(_713, (_118._m2 - 1u))];
                }
                else
                {
                    _732 = 0.0;
                }
                _282[_629] = float4(_638, _674, _703, _732);
            }
            uint _630;
            _630 = 0u;
            for (; _630 < _186; _630++)
            {
                uint _320 = _246[_630]._m0.x + _626;
                float4 _557 = as_type<float4>(uint4(_315._m0[_320].x << uint(16), _315._m0[_320].x & 4294901760u, _315._m0[_320].y << uint(16), _315._m0[_320].y & 4294901760u));
                for (uint _633 = 0u; _633 < _191; )
                {
                    uint _338 = (_633 * _186) + _630;
                    _220[_338] = fma(_282[_633].w, _557.w, fma(_282[_633].z, _557.z, fma(_282[_633].y, _557.y, fma(_282[_633].x, _557.x, _220[_338]))));
                    _633++;
                    continue;
                }
            }
        }
    }
    float _403[_400];
    for (uint _614 = 0u; _614 < _383; _614++)
    {
        float _389 = _220[_614];
        float _620;
        do
        {
            float _566 = simd_sum(_389);
            if (_51)
            {
                _620 = _566;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _570 = simd_is_first();
            if (_570)
            {
                _64[gl_SubgroupID] = _566;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _619;
            _619 = _64[0];
            for (uint _618 = 1u; _618 < gl_NumSubgroups; )
            {
                _619 += _64[_618];
                _618++;
                continue;
            }
            _620 = _619;
            break;
        } while(false);
        if ((_614 % _61) == gl_LocalInvocationID.x)
        {
            _403[_614 / _61] = _620;
        }
    }
    for (uint _615 = 0u; _615 < _400; _615++)
    {
        uint _422 = (_615 * _61) + gl_LocalInvocationID.x;
        uint _427 = _187 + (_422 % _186);
        uint _432 = _192 + (_422 / _186);
        bool _435 = _422 < _434;
        bool _442;
        if (_435)
        {
            _442 = _427 < _118._m3;
        }
        else
        {
            _442 = _435;
        }
        if (_442 && (_432 < _207))
        {
            _452._m0[((_432 * _118._m5) + _118._m4) + _427] = _403[_615];
        }
    }
}

