#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _57
{
    float2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _109 = SPIRV_CROSS_CONSTANT_ID_0;

struct _117
{
    uint _m0;
    uint _m1;
};

struct _129
{
    int _m0[1];
};

struct _165
{
    float _m0[1];
};

struct _180
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _215 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_215, 1u, 1u);

kernel void main0(constant _117& _119 [[buffer(0)]], const device _165& _167 [[buffer(2)]], const device _129& _131 [[buffer(3)]], const device _57& _59 [[buffer(4)]], device _180& _182 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _112 = (gl_WorkGroupID.x * _109) + gl_LocalInvocationID.x;
        if (_112 >= _119._m1)
        {
            break;
        }
        uint _136 = uint(_131._m0[gl_WorkGroupID.y]);
        float2 _302;
        _302 = float2(1.0, 0.0);
        float2 _305;
        for (uint _301 = 0u; _301 < 4u; _302 = _305, _301++)
        {
            uint _246 = (_136 >> (8u * _301)) & 255u;
            if (_246 != 0u)
            {
                uint _257 = (((_301 * 256u) + _246) * _119._m1) + _112;
                _305 = float2(fma(_302.x, _59._m0[_257].x, -(_302.y * _59._m0[_257].y)), fma(_302.x, _59._m0[_257].y, _302.y * _59._m0[_257].x));
            }
            else
            {
                _305 = _302;
            }
        }
        uint _150 = (gl_WorkGroupID.y * _119._m0) + _112;
        for (uint _303 = _150; _303 < ((gl_WorkGroupID.y + 1u) * _119._m0); )
        {
            uint _176 = _303 + _119._m1;
            _182._m0[_303] = fma(_167._m0[_303], _302.x, -(_167._m0[_176] * _302.y));
            _182._m0[_176] = fma(_167._m0[_303], _302.y, _167._m0[_176] * _302.x);
            _303 += (2u * _119._m1);
            continue;
        }
        break;
    } while(false);
}

