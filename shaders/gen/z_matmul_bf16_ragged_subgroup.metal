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

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _376 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _377 = (_376 == 1u);
constant uint _387 = (_186 * _191);
constant uint _400 = (_186 * _191);
constant uint _403 = (8u * _61);
constant uint _427 = (_186 * _191);
constant uint _453 = (_186 * _191);
constant uint _454 = (_453 + _61);
constant uint _455 = (_454 - 1u);
constant uint _456 = (_455 / _61);
constant uint _474 = (_186 * _191);
constant uint _518 = (_186 * _191);

struct _534
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _554 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_554, 1u, 1u);

kernel void main0(constant _116& _118 [[buffer(0)]], const device _195& _197 [[buffer(1)]], const device _155& _157 [[buffer(2)]], const device _313& _315 [[buffer(3)]], device _534& _536 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _64[_61];
    threadgroup float _406[_403];
    uint _187 = gl_WorkGroupID.x * _186;
    uint _192 = gl_WorkGroupID.y * _191;
    uint _207 = _197._m0[_118._m6] - _118._m7;
    float _220[_217];
    for (uint _704 = 0u; _704 < _215; )
    {
        _220[_704] = 0.0;
        _704++;
        continue;
    }
    uint _705;
    _705 = gl_LocalInvocationID.x;
    _25 _246[_186];
    float4 _282[_191];
    for (; _705 < _118._m0; _705 += _61)
    {
        for (uint _724 = 0u; _724 < _186; )
        {
            _246[_724] = _25{ uint4(4u * ((min((_187 + _724), (_118._m3 - 1u)) * _118._m0) + _705)), 1.0, 0.0 };
            _724++;
            continue;
        }
        for (uint _725 = 0u; _725 < 4u; _725++)
        {
            for (uint _728 = 0u; _728 < _191; _728++)
            {
                uint _292 = _118._m7 + min((_192 + _728), (_207 - 1u));
                uint _595 = 4u * ((4u * _705) + _725);
                float _737;
                if (_595 < _118._m2)
                {
                    _737 = _157._m0[(_292 * _118._m2) + min(_595, (_118._m2 - 1u))];
                }
                else
                {
                    _737 = 0.0;
                }
                uint _754 = _595 + 1u;
                float _773;
                if (_754 < _118._m2)
                {
                    _773 = _157._m0[(_292 * _118._m2) + min(_754, (_118._m2 - 1u))];
                }
                else
                {
                    _773 = 0.0;
                }
                uint _783 = _595 + 2u;
                float _802;
                if (_783 < _118._m2)
                {
                    _802 = _157._m0[(_292 * _118._m2) + min(_783, (_118._m2 - 1u))];
                }
                else
                {
                    _802 = 0.0;
                }
                uint _812 = _595 + 3u;
                float _831;
                if (_812 < _118._m2)
                {
                    _831 = _157._m0[(_292 * _118._m2) + min(_812, (_118._m2 - 1u))];
                }
                else
                {
                    _831 = 0.0;
                }
                _282[_728] = float4(_737, _773, _802, _831);
            }
            uint _729;
            _729 = 0u;
            for (; _729 < _186; _729++)
            {
                uint _320 = _246[_729]._m0.x + _725;
                float4 _641 = as_type<float4>(uint4(_315._m0[_320].x << uint(16), _315._m0[_320].x & 4294901760u, _315._m0[_320].y << uint(16), _315._m0[_320].y & 4294901760u));
                for (uint _732 = 0u; _732 < _191; )
                {
                    uint _338 = (_732 * _186) + _729;
                    _220[_338] = fma(_282[_732].w, _641.w, fma(_282[_732].z, _641.z, fma(_282[_732].y, _641.y, fma(_282[_732].x, _641.x, _220[_338]))));
                    _732++;
                    continue;
                }
            }
        }
    }
    float _459[_456];
    if (_377)
    {
        uint _714;
        _714 = 0u;
        uint _399;
        for (; _714 < _387; _714 = _399)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _718;
            _718 = _714;
            for (;;)
            {
                _399 = _714 + 8u;
                if (_718 < min(_399, _400))
                {
                    _406[((_718 - _714) * _61) + gl_LocalInvocationID.x] = _220[_718];
                    _718++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _425 = ((gl_LocalInvocationID.x + _61) - (_714 % _61)) % _61;
            if (_425 < min(8u, (_427 - _714)))
            {
                float _722;
                _722 = 0.0;
                for (uint _720 = 0u; _720 < _61; )
                {
                    _722 += _406[(_425 * _61) + _720];
                    _720++;
                    continue;
                }
                _459[_714 / _61] = _722;
            }
        }
    }
    else
    {
        for (uint _706 = 0u; _706 < _474; _706++)
        {
            float _480 = _220[_706];
            float _709;
            do
            {
                float _658 = simd_sum(_480);
                if (_51)
                {
                    _709 = _658;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _662 = simd_is_first();
                if (_662)
                {
                    _64[gl_SubgroupID] = _658;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _708;
                _708 = _64[0];
                for (uint _707 = 1u; _707 < gl_NumSubgroups; )
                {
                    _708 += _64[_707];
                    _707++;
                    continue;
                }
                _709 = _708;
                break;
            } while(false);
            if ((_706 % _61) == gl_LocalInvocationID.x)
            {
                _459[_706 / _61] = _709;
            }
        }
    }
    for (uint _715 = 0u; _715 < _456; _715++)
    {
        uint _506 = (_715 * _61) + gl_LocalInvocationID.x;
        uint _511 = _187 + (_506 % _186);
        uint _516 = _192 + (_506 / _186);
        bool _519 = _506 < _518;
        bool _526;
        if (_519)
        {
            _526 = _511 < _118._m3;
        }
        else
        {
            _526 = _519;
        }
        if (_526 && (_516 < _207))
        {
            _536._m0[((_516 * _118._m5) + _118._m4) + _511] = _459[_715];
        }
    }
}

