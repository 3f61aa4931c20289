#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _78
{
    uint _m0[1];
};

struct _82
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

struct _98
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _139 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _140 = (8u * _139);
constant uint _141 = (4u * _140);
constant uint _163 = (_140 + 4u);
constant uint _190 = (32u * _163);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _205 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _216 = (_205 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _217 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _218 = (_216 * _217);
constant uint _219 = (4u * _218);
constant uint _242 = (_218 + 4u);

struct _249
{
    float4 _m0[1];
};

constant uint _273 = (32u * _242);

struct _300
{
    uint _m0[1];
};

constant uint _326 = (_139 * _217);
constant uint _328 = (_139 * _217);
constant uint _333 = (_139 * _217);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _365 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _494 = (_139 * _217);

struct _555
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _585 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_585, 1u, 1u);

kernel void main0(constant _82& _84 [[buffer(0)]], const device _300& _302 [[buffer(1)]], const device _249& _251 [[buffer(2)]], const device _98& _100 [[buffer(3)]], const device _78& _80 [[buffer(4)]], device _555& _557 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _193[_190];
    threadgroup float _276[_273];
    uint _293 = gl_WorkGroupID.x * _140;
    uint _297 = gl_WorkGroupID.y * _218;
    uint _310 = _302._m0[_84._m6] - _84._m7;
    uint _314 = _139 * (gl_LocalInvocationID.x % 8u);
    uint _318 = _217 * (gl_LocalInvocationID.x / 8u);
    float _331[_328];
    float _336[_333];
    for (uint _1001 = 0u; _1001 < _326; )
    {
        _336[_1001] = 0.0;
        _331[_1001] = 0.0;
        _1001++;
        continue;
    }
    uint4 _992;
    for (uint _1002 = gl_LocalInvocationID.x; _1002 < _141; )
    {
        uint _621 = _1002 / 4u;
        uint _626 = min((_293 + _621), (_84._m3 - 1u));
        uint _628 = _1002 % 4u;
        uint _637 = ((4u * _628) * _163) + _621;
        _992 = _100._m0[_626 * _84._m0];
        int _769 = int(_992[_628]);
        float4 _785 = float4(float(extract_bits(_769, uint(0), uint(8))), float(extract_bits(_769, uint(8), uint(8))), float(extract_bits(_769, uint(16), uint(8))), float(_769 >> 24)) * float2(as_type<half2>(_80._m0[_626 * _84._m1])).x;
        _193[_637] = _785.x;
        _193[_637 + _163] = _785.y;
        _193[_637 + (2u * _163)] = _785.z;
        _193[_637 + (3u * _163)] = _785.w;
        _1002 += _205;
        continue;
    }
    for (uint _1003 = gl_LocalInvocationID.x; _1003 < _219; )
    {
        uint _675 = _1003 / 4u;
        uint _682 = _1003 % 4u;
        uint _691 = ((4u * _682) * _242) + _675;
        uint _701 = ((_84._m7 + min((_297 + _675), (_310 - 1u))) * (_84._m2 / 4u)) + _682;
        _276[_691] = _251._m0[_701].x;
        _276[_691 + _242] = _251._m0[_701].y;
        _276[_691 + (2u * _242)] = _251._m0[_701].z;
        _276[_691 + (3u * _242)] = _251._m0[_701].w;
        _1003 += _205;
        continue;
    }
    float _424[_217];
    uint _1018;
    uint _1063;
    for (uint _1004 = 0u, _1011 = 0u, _1014 = 0u; _1004 < _84._m0; _1014 = _1063, _1011 = _1018, _1004++)
    {
        uint _366 = _1011 + _365;
        bool _372 = _366 >= _84._m0;
        if (_372)
        {
            uint _377 = _1014 + uint(1);
            _1063 = _377;
            _1018 = _377;
        }
        else
        {
            _1063 = _1014;
            _1018 = _366;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _380 = _1004 + 1u;
        if (_380 < _84._m0)
        {
            uint _388 = _380 & 1u;
            for (uint _1019 = gl_LocalInvocationID.x; _1019 < _141; _1019 += _205)
            {
                uint _816 = _1019 / 4u;
                uint _821 = min((_293 + _816), (_84._m3 - 1u));
                uint _823 = _1019 % 4u;
                uint _832 = (((16u * _388) + (4u * _823)) * _163) + _816;
                float2 _937 = float2(as_type<half2>(_80._m0[(_821 * _84._m1) + (_1018 >> uint(2))]));
                float _1043;
                if ((_1018 & 2u) == 0u)
                {
                    _1043 = _937.x;
                }
                else
                {
                    _1043 = _937.y;
                }
                uint4 _986 = _100._m0[(_821 * _84._m0) + _1018];
                int _964 = int(_986[_823]);
                float4 _980 = float4(float(extract_bits(_964, uint(0), uint(8))), float(extract_bits(_964, uint(8), uint(8))), float(extract_bits(_964, uint(16), uint(8))), float(_964 >> 24)) * _1043;
                _193[_832] = _980.x;
                _193[_832 + _163] = _980.y;
                _193[_832 + (2u * _163)] = _980.z;
                _193[_832 + (3u * _163)] = _980.w;
            }
            for (uint _1020 = gl_LocalInvocationID.x; _1020 < _219; )
            {
                uint _870 = _1020 / 4u;
                uint _877 = _1020 % 4u;
                uint _886 = (((16u * _388) + (4u * _877)) * _242) + _870;
                uint _896 = (((_84._m7 + min((_297 + _870), (_310 - 1u))) * (_84._m2 / 4u)) + (4u * _1018)) + _877;
                _276[_886] = _251._m0[_896].x;
                _276[_886 + _242] = _251._m0[_896].y;
                _276[_886 + (2u * _242)] = _251._m0[_896].z;
                _276[_886 + (3u * _242)] = _251._m0[_896].w;
                _1020 += _205;
                continue;
            }
        }
        uint _402 = 16u * (_1004 & 1u);
        uint _1024;
        _1024 = _402;
        for (; _1024 < (_402 + 16u); _1024++)
        {
            for (uint _1035 = 0u; _1035 < _217; )
            {
                _424[_1035] = _276[((_1024 * _242) + _318) + _1035];
                _1035++;
                continue;
            }
            uint _1036;
            _1036 = 0u;
            for (; _1036 < _139; _1036++)
            {
                uint _451 = ((_1024 * _163) + _314) + _1036;
                for (uint _1039 = 0u; _1039 < _217; )
                {
                    uint _465 = (_1039 * _139) + _1036;
                    _331[_465] = fma(_424[_1039], _193[_451], _331[_465]);
                    _1039++;
                    continue;
                }
            }
        }
        if (_372)
        {
            for (uint _1026 = 0u; _1026 < _494; )
            {
                _336[_1026] += _331[_1026];
                _331[_1026] = 0.0;
                _1026++;
                continue;
            }
        }
    }
    for (uint _1005 = 0u; _1005 < _217; _1005++)
    {
        for (uint _1006 = 0u; _1006 < _139; _1006++)
        {
            bool _534 = ((_293 + _314) + _1006) < _84._m3;
            bool _544;
            if (_534)
            {
                _544 = ((_297 + _318) + _1005) < _310;
            }
            else
            {
                _544 = _534;
            }
            if (_544)
            {
                _557._m0[((((((_297 + _318) + _1005) * _84._m5) + _84._m4) + _293) + _314) + _1006] = _336[(_1005 * _139) + _1006];
            }
        }
    }
}

