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
constant uint _57 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _60 = (_57 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _70 = SPIRV_CROSS_CONSTANT_ID_0;

struct _151
{
    uint _m0[1];
};

struct _154
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

struct _215
{
    uint _m0[1];
};

struct _236
{
    uint2 _m0[1];
};

struct _269
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _289 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _294 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _343 = (_289 * _294);
constant uint _345 = (_289 * _294);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _493 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _494 = (_493 == 1u);
constant uint _504 = (_289 * _294);
constant uint _517 = (_289 * _294);
constant uint _520 = (8u * _70);
constant uint _544 = (_289 * _294);
constant uint _570 = (_289 * _294);
constant uint _571 = (_570 + _70);
constant uint _572 = (_571 - 1u);
constant uint _573 = (_572 / _70);
constant uint _591 = (_289 * _294);
constant uint _645 = (_289 * _294);

struct _660
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _680 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_680, 1u, 1u);

kernel void main0(constant _154& _156 [[buffer(0)]], const device _269& _271 [[buffer(2)]], const device _236& _238 [[buffer(3)]], const device _215& _217 [[buffer(4)]], const device _151& _153 [[buffer(5)]], device _660& _662 [[buffer(6)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _73[_70];
    threadgroup float _523[_520];
    do
    {
        uint _290 = gl_WorkGroupID.x * _289;
        uint _295 = gl_WorkGroupID.y * _294;
        bool _947;
        _947 = false;
        uint _309[_289];
        bool _328;
        for (uint _946 = 0u; _946 < _289; _947 = _328, _946++)
        {
            uint _313 = _290 + _946;
            bool _702 = _156._m7 == 1u;
            uint _987;
            if (_702)
            {
                _987 = 2u * _313;
            }
            else
            {
                _987 = _313;
            }
            uint _989;
            if (_702)
            {
                uint _988;
                if (_153._m0[_987] <= 1266679808u)
                {
                    _988 = uint(as_type<float>(_153._m0[_987]));
                }
                else
                {
                    _988 = 4294967295u;
                }
                _989 = _988;
            }
            else
            {
                _989 = _153._m0[_987];
            }
            _309[_946] = _989 - _156._m4;
            if (!_947)
            {
                _328 = _309[_946] < _156._m3;
            }
            else
            {
                _328 = _947;
            }
        }
        if (!_947)
        {
            break;
        }
        float _348[_345];
        for (uint _948 = 0u; _948 < _343; )
        {
            _348[_948] = 0.0;
            _948++;
            continue;
        }
        uint _949;
        _949 = gl_LocalInvocationID.x;
        _17 _375[_289];
        float4 _409[_294];
        for (; _949 < _156._m0; _949 += _70)
        {
            for (uint _976 = 0u; _976 < _289; )
            {
                uint _383 = min(_309[_976], (_156._m3 - 1u));
                uint _747 = (_383 * _156._m1) + (5u * (_949 >> uint(4)));
                uint _750 = (_949 >> uint(1)) & 7u;
                float2 _754 = float2(as_type<half2>(_217._m0[_747]));
                uint _765 = _217._m0[(_747 + 1u) + (_750 >> uint(1))] >> (16u * (_750 & 1u));
                _375[_976] = _17{ uint4(_238._m0[(_383 * _156._m0) + _949], 0u, 0u), _754.x * float(_765 & 255u), _754.y * float((_765 >> uint(8)) & 255u) };
                _976++;
                continue;
            }
            uint _977;
            _977 = 0u;
            for (; _977 < 4u; _977++)
            {
                for (uint _980 = 0u; _980 < _294; )
                {
                    _409[_980] = _271._m0[(min((_295 + _980), 0u) * (_156._m2 / 4u)) + ((4u * _949) + _977)];
                    _980++;
                    continue;
                }
                uint _981;
                _981 = 0u;
                for (; _981 < _289; _981++)
                {
                    uint4 _931 = _375[_981]._m0;
                    uint _828 = _931[_977 >> uint(1)] >> (16u * (_977 & 1u));
                    float4 _816 = (float4(uint4(_828 & 15u, (_828 >> uint(4)) & 15u, (_828 >> uint(8)) & 15u, (_828 >> uint(12)) & 15u)) * _375[_981]._m1) - float4(_375[_981]._m2);
                    for (uint _984 = 0u; _984 < _294; )
                    {
                        uint _455 = (_984 * _289) + _981;
                        _348[_455] = fma(_409[_984].w, _816.w, fma(_409[_984].z, _816.z, fma(_409[_984].y, _816.y, fma(_409[_984].x, _816.x, _348[_455]))));
                        _984++;
                        continue;
                    }
                }
            }
        }
        float _576[_573];
        if (_494)
        {
            uint _958;
            _958 = 0u;
            uint _516;
            for (; _958 < _504; _958 = _516)
            {
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _970;
                _970 = _958;
                for (;;)
                {
                    _516 = _958 + 8u;
                    if (_970 < min(_516, _517))
                    {
                        _523[((_970 - _958) * _70) + gl_LocalInvocationID.x] = _348[_970];
                        _970++;
                        continue;
                    }
                    else
                    {
                        break;
                    }
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _542 = ((gl_LocalInvocationID.x + _70) - (_958 % _70)) % _70;
                if (_542 < min(8u, (_544 - _958)))
                {
                    float _974;
                    _974 = 0.0;
                    for (uint _972 = 0u; _972 < _70; )
                    {
                        _974 += _523[(_542 * _70) + _972];
                        _972++;
                        continue;
                    }
                    _576[_958 / _70] = _974;
                }
            }
        }
        else
        {
            for (uint _950 = 0u; _950 < _591; _950++)
            {
                float _597 = _348[_950];
                float _953;
                do
                {
                    float _857 = simd_sum(_597);
                    if (_60)
                    {
                        _953 = _857;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _861 = simd_is_first();
                    if (_861)
                    {
                        _73[gl_SubgroupID] = _857;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _952;
                    _952 = _73[0];
                    for (uint _951 = 1u; _951 < gl_NumSubgroups; )
                    {
                        _952 += _73[_951];
                        _951++;
                        continue;
                    }
                    _953 = _952;
                    break;
                } while(false);
                if ((_950 % _70) == gl_LocalInvocationID.x)
                {
                    _576[_950 / _70] = _953;
                }
            }
        }
        for (uint _959 = 0u; _959 < _573; _959++)
        {
            uint _623 = (_959 * _70) + gl_LocalInvocationID.x;
            uint _963;
            if (_623 < _289)
            {
                uint _632 = _290 + _623;
                bool _902 = _156._m7 == 1u;
                uint _960;
                if (_902)
                {
                    _960 = 2u * _632;
                }
                else
                {
                    _960 = _632;
                }
                uint _962;
                if (_902)
                {
                    uint _961;
                    if (_153._m0[_960] <= 1266679808u)
                    {
                        _961 = uint(as_type<float>(_153._m0[_960]));
                    }
                    else
                    {
                        _961 = 4294967295u;
                    }
                    _962 = _961;
                }
                else
                {
                    _962 = _153._m0[_960];
                }
                _963 = _962 - _156._m4;
            }
            else
            {
                _963 = _156._m3;
            }
            uint _643 = _295 + (_623 / _289);
            bool _646 = _623 < _645;
            bool _653;
            if (_646)
            {
                _653 = _963 < _156._m3;
            }
            else
            {
                _653 = _646;
            }
            if (_653 && (_643 < 1u))
            {
                _662._m0[((_643 * _156._m5) + _156._m4) + _963] = _576[_959];
            }
        }
        break;
    } while(false);
}

