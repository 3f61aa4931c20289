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

struct _149
{
    uint _m0[1];
};

struct _152
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

struct _198
{
    uint _m0[1];
};

struct _214
{
    uint2 _m0[1];
};

struct _246
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _266 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _271 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _320 = (_266 * _271);
constant uint _322 = (_266 * _271);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _469 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _470 = (_469 == 1u);
constant uint _480 = (_266 * _271);
constant uint _493 = (_266 * _271);
constant uint _496 = (8u * _70);
constant uint _520 = (_266 * _271);
constant uint _546 = (_266 * _271);
constant uint _547 = (_546 + _70);
constant uint _548 = (_547 - 1u);
constant uint _549 = (_548 / _70);
constant uint _567 = (_266 * _271);
constant uint _621 = (_266 * _271);

struct _636
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _656 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_656, 1u, 1u);

kernel void main0(constant _152& _154 [[buffer(0)]], const device _246& _248 [[buffer(2)]], const device _214& _216 [[buffer(3)]], const device _198& _200 [[buffer(4)]], const device _149& _151 [[buffer(5)]], device _636& _638 [[buffer(6)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _73[_70];
    threadgroup float _499[_496];
    do
    {
        uint _267 = gl_WorkGroupID.x * _266;
        uint _272 = gl_WorkGroupID.y * _271;
        bool _899;
        _899 = false;
        uint _286[_266];
        bool _305;
        for (uint _898 = 0u; _898 < _266; _899 = _305, _898++)
        {
            uint _290 = _267 + _898;
            bool _678 = _154._m7 == 1u;
            uint _941;
            if (_678)
            {
                _941 = 2u * _290;
            }
            else
            {
                _941 = _290;
            }
            uint _943;
            if (_678)
            {
                uint _942;
                if (_151._m0[_941] <= 1266679808u)
                {
                    _942 = uint(as_type<float>(_151._m0[_941]));
                }
                else
                {
                    _942 = 4294967295u;
                }
                _943 = _942;
            }
            else
            {
                _943 = _151._m0[_941];
            }
            _286[_898] = _943 - _154._m4;
            if (!_899)
            {
                _305 = _286[_898] < _154._m3;
            }
            else
            {
                _305 = _899;
            }
        }
        if (!_899)
        {
            break;
        }
        float _325[_322];
        for (uint _900 = 0u; _900 < _320; )
        {
            _325[_900] = 0.0;
            _900++;
            continue;
        }
        uint _901;
        _901 = gl_LocalInvocationID.x;
        _17 _351[_266];
        float4 _385[_271];
        for (; _901 < _154._m0; _901 += _70)
        {
            for (uint _928 = 0u; _928 < _266; _928++)
            {
                uint _359 = min(_286[_928], (_154._m3 - 1u));
                float2 _723 = float2(as_type<half2>(_200._m0[(_359 * _154._m1) + (_901 >> uint(2))]));
                float _939;
                if ((_901 & 2u) == 0u)
                {
                    _939 = _723.x;
                }
                else
                {
                    _939 = _723.y;
                }
                _351[_928] = _17{ uint4(_216._m0[(_359 * _154._m0) + _901], 0u, 0u), _939, 0.0 };
            }
            uint _929;
            _929 = 0u;
            for (; _929 < 4u; _929++)
            {
                for (uint _932 = 0u; _932 < _271; )
                {
                    _385[_932] = _248._m0[(min((_272 + _932), 0u) * (_154._m2 / 4u)) + ((4u * _901) + _929)];
                    _932++;
                    continue;
                }
                uint _933;
                _933 = 0u;
                for (; _933 < _266; _933++)
                {
                    uint4 _885 = _351[_933]._m0;
                    uint _782 = _885[_929 >> uint(1)] >> (16u * (_929 & 1u));
                    float4 _770 = (float4(uint4(_782 & 15u, (_782 >> uint(4)) & 15u, (_782 >> uint(8)) & 15u, (_782 >> uint(12)) & 15u)) - float4(8.0)) * _351[_933]._m1;
                    for (uint _936 = 0u; _936 < _271; )
                    {
                        uint _431 = (_936 * _266) + _933;
                        _325[_431] = fma(_385[_936].w, _770.w, fma(_385[_936].z, _770.z, fma(_385[_936].y, _770.y, fma(_385[_936].x, _770.x, _325[_431]))));
                        _936++;
                        continue;
                    }
                }
            }
        }
        float _552[_549];
        if (_470)
        {
            uint _910;
            _910 = 0u;
            uint _492;
            for (; _910 < _480; _910 = _492)
            {
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _922;
                _922 = _910;
                for (;;)
                {
                    _492 = _910 + 8u;
                    if (_922 < min(_492, _493))
                    {
                        _499[((_922 - _910) * _70) + gl_LocalInvocationID.x] = _325[_922];
                        _922++;
                        continue;
                    }
                    else
                    {
                        break;
                    }
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _518 = ((gl_LocalInvocationID.x + _70) - (_910 % _70)) % _70;
                if (_518 < min(8u, (_520 - _910)))
                {
                    float _926;
                    _926 = 0.0;
                    for (uint _924 = 0u; _924 < _70; )
                    {
                        _926 += _499[(_518 * _70) + _924];
                        _924++;
                        continue;
                    }
                    _552[_910 / _70] = _926;
                }
            }
        }
        else
        {
            for (uint _902 = 0u; _902 < _567; _902++)
            {
                float _573 = _325[_902];
                float _905;
                do
                {
                    float _811 = simd_sum(_573);
                    if (_60)
                    {
                        _905 = _811;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _815 = simd_is_first();
                    if (_815)
                    {
                        _73[gl_SubgroupID] = _811;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _904;
                    _904 = _73[0];
                    for (uint _903 = 1u; _903 < gl_NumSubgroups; )
                    {
                        _904 += _73[_903];
                        _903++;
                        continue;
                    }
                    _905 = _904;
                    break;
                } while(false);
                if ((_902 % _70) == gl_LocalInvocationID.x)
                {
                    _552[_902 / _70] = _905;
                }
            }
        }
        for (uint _911 = 0u; _911 < _549; _911++)
        {
            uint _599 = (_911 * _70) + gl_LocalInvocationID.x;
            uint _915;
            if (_599 < _266)
            {
                uint _608 = _267 + _599;
                bool _856 = _154._m7 == 1u;
                uint _912;
                if (_856)
                {
                    _912 = 2u * _608;
                }
                else
                {
                    _912 = _608;
                }
                uint _914;
                if (_856)
                {
                    uint _913;
                    if (_151._m0[_912] <= 1266679808u)
                    {
                        _913 = uint(as_type<float>(_151._m0[_912]));
                    }
                    else
                    {
                        _913 = 4294967295u;
                    }
                    _914 = _913;
                }
                else
                {
                    _914 = _151._m0[_912];
                }
                _915 = _914 - _154._m4;
            }
            else
            {
                _915 = _154._m3;
            }
            uint _619 = _272 + (_599 / _266);
            bool _622 = _599 < _621;
            bool _629;
            if (_622)
            {
                _629 = _915 < _154._m3;
            }
            else
            {
                _629 = _622;
            }
            if (_629 && (_619 < 1u))
            {
                _638._m0[((_619 * _154._m5) + _154._m4) + _915] = _552[_911];
            }
        }
        break;
    } while(false);
}

