#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _17
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _53 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _56 = (_53 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _66 = SPIRV_CROSS_CONSTANT_ID_0;

struct _173
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

struct _196
{
    uint _m0[1];
};

struct _215
{
    uint _m0[1];
};

struct _244
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _264 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _269 = SPIRV_CROSS_CONSTANT_ID_3;

struct _273
{
    uint _m0[1];
};

constant uint _291 = (_264 * _269);
constant uint _293 = (_264 * _269);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _445 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _446 = (_445 == 1u);
constant uint _456 = (_264 * _269);
constant uint _468 = (_264 * _269);
constant uint _471 = (8u * _66);
constant uint _495 = (_264 * _269);
constant uint _521 = (_264 * _269);
constant uint _522 = (_521 + _66);
constant uint _523 = (_522 - 1u);
constant uint _524 = (_523 / _66);
constant uint _542 = (_264 * _269);
constant uint _586 = (_264 * _269);

struct _602
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _622 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_622, 1u, 1u);

kernel void main0(constant _173& _175 [[buffer(0)]], const device _273& _275 [[buffer(1)]], const device _244& _246 [[buffer(2)]], const device _215& _217 [[buffer(3)]], const device _196& _198 [[buffer(4)]], device _602& _604 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _69[_66];
    threadgroup float _474[_471];
    uint _265 = gl_WorkGroupID.x * _264;
    uint _270 = gl_WorkGroupID.y * _269;
    uint _283 = _275._m0[_175._m6] - _175._m7;
    float _296[_293];
    for (uint _830 = 0u; _830 < _291; )
    {
        _296[_830] = 0.0;
        _830++;
        continue;
    }
    uint _831;
    _831 = gl_LocalInvocationID.x;
    _17 _322[_264];
    float4 _357[_269];
    for (; _831 < _175._m0; _831 += _66)
    {
        for (uint _850 = 0u; _850 < _264; )
        {
            uint _331 = min((_265 + _850), (_175._m3 - 1u));
            uint _648 = (_331 * _175._m1) + (5u * (_831 >> uint(4)));
            uint _655 = 3u * ((_331 * _175._m0) + _831);
            _322[_850] = _17{ uint4(_217._m0[_655], _217._m0[_655 + 1u], _217._m0[_655 + 2u], 0u), float2(as_type<half2>(_198._m0[_648])).x * float(extract_bits(int(_198._m0[(_648 + 1u) + ((_831 >> uint(2)) & 3u)]), uint(int(8u * (_831 & 3u))), uint(8))), 0.0 };
            _850++;
            continue;
        }
        uint _851;
        _851 = 0u;
        for (; _851 < 4u; _851++)
        {
            for (uint _854 = 0u; _854 < _269; )
            {
                _357[_854] = _246._m0[((_175._m7 + min((_270 + _854), (_283 - 1u))) * (_175._m2 / 4u)) + ((4u * _831) + _851)];
                _854++;
                continue;
            }
            uint _855;
            _855 = 0u;
            for (; _855 < _264; _855++)
            {
                uint _712 = _322[_855]._m0.z >> (8u * _851);
                uint4 _816 = _322[_855]._m0;
                uint _748 = _816[_851 >> uint(1)] >> (16u * (_851 & 1u));
                float4 _737 = (float4(uint4(_748 & 15u, (_748 >> uint(4)) & 15u, (_748 >> uint(8)) & 15u, (_748 >> uint(12)) & 15u) | (uint4(_712 & 3u, (_712 >> uint(2)) & 3u, (_712 >> uint(4)) & 3u, (_712 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _322[_855]._m1;
                for (uint _858 = 0u; _858 < _269; )
                {
                    uint _407 = (_858 * _264) + _855;
                    _296[_407] = fma(_357[_858].w, _737.w, fma(_357[_858].z, _737.z, fma(_357[_858].y, _737.y, fma(_357[_858].x, _737.x, _296[_407]))));
                    _858++;
                    continue;
                }
            }
        }
    }
    float _527[_524];
    if (_446)
    {
        uint _840;
        _840 = 0u;
        uint _467;
        for (; _840 < _456; _840 = _467)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _844;
            _844 = _840;
            for (;;)
            {
                _467 = _840 + 8u;
                if (_844 < min(_467, _468))
                {
                    _474[((_844 - _840) * _66) + gl_LocalInvocationID.x] = _296[_844];
                    _844++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _493 = ((gl_LocalInvocationID.x + _66) - (_840 % _66)) % _66;
            if (_493 < min(8u, (_495 - _840)))
            {
                float _848;
                _848 = 0.0;
                for (uint _846 = 0u; _846 < _66; )
                {
                    _848 += _474[(_493 * _66) + _846];
                    _846++;
                    continue;
                }
                _527[_840 / _66] = _848;
            }
        }
    }
    else
    {
        for (uint _832 = 0u; _832 < _542; _832++)
        {
            float _548 = _296[_832];
            float _835;
            do
            {
                float _777 = simd_sum(_548);
                if (_56)
                {
                    _835 = _777;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _781 = simd_is_first();
                if (_781)
                {
                    _69[gl_SubgroupID] = _777;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _834;
                _834 = _69[0];
                for (uint _833 = 1u; _833 < gl_NumSubgroups; )
                {
                    _834 += _69[_833];
                    _833++;
                    continue;
                }
                _835 = _834;
                break;
            } while(false);
            if ((_832 % _66) == gl_LocalInvocationID.x)
            {
                _527[_832 / _66] = _835;
            }
        }
    }
    for (uint _841 = 0u; _841 < _524; _841++)
    {
        uint _574 = (_841 * _66) + gl_LocalInvocationID.x;
        uint _579 = _265 + (_574 % _264);
        uint _584 = _270 + (_574 / _264);
        bool _587 = _574 < _586;
        bool _594;
        if (_587)
        {
            _594 = _579 < _175._m3;
        }
        else
        {
            _594 = _587;
        }
        if (_594 && (_584 < _283))
        {
            _604._m0[((_584 * _175._m5) + _175._m4) + _579] = _527[_841];
        }
    }
}

